// Command controlplane is one binary that holds every part of a Kubernetes
// control plane: it runs the part that its own file name says, so one link
// step and one file serve all of them.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	_ "time/tzdata" // CronJob time zones

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/logs"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	kcm "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"

	"switchyard/tools/control-plane/certificates"
	"switchyard/tools/control-plane/tether"
)

func run(c *cobra.Command) { os.Exit(cli.Run(c)) }

// parts are the programs by file name.
var parts = map[string]func(){
	"etcd":                    func() { etcdmain.Main(os.Args) },
	"kube-apiserver":          func() { run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() { run(kcm.NewControllerManagerCommand()) },
	"kube-scheduler":          func() { run(scheduler.NewSchedulerCommand()) },
	"kubectl": func() {
		_, _ = logs.GlogSetter(cmd.GetLogVerbosity(os.Args))
		if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
			util.CheckErr(err)
		}
	},
	"certificates": func() {
		if len(os.Args) != 2 {
			fail("usage: certificates FOLDER")
		}
		if err := certificates.Write(os.Args[1]); err != nil {
			fail(err.Error())
		}
	},
}

func fail(text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(2)
}

func main() {
	part, ok := parts[filepath.Base(os.Args[0])]
	if !ok {
		fail("This file is called by the name of a part: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl or certificates.")
	}
	tether.Tie()
	part()
}
