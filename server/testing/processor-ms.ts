/** Processor time (ms) that this process has used since an earlier process.cpuUsage(); other programs do not count. */
export function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
