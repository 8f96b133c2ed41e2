package tether

import "syscall"

// dieWithParent covers a program that is stopped (SIGSTOP) and therefore
// cannot see the end of its standard input: the kernel kills it.
func dieWithParent() {
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0)
}
