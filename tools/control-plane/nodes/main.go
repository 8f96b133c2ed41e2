// Command nodes is one binary that holds what stands in for the machines of a
// cluster, kwok and metrics-server: it runs the one that its file name says.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/logs"
	"sigs.k8s.io/kwok/pkg/config"
	kwok "sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/log"
	"sigs.k8s.io/kwok/pkg/utils/signals"
	metrics "sigs.k8s.io/metrics-server/cmd/metrics-server/app"

	"switchyard/tools/control-plane/tether"
)

func fail(text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(2)
}

func runKwok() {
	// metrics-server's packages register --version there, which cobra would add to kwok.
	pflag.CommandLine = pflag.NewFlagSet("kwok", pflag.ContinueOnError)
	flags := pflag.NewFlagSet("global", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}
	ctx, _ := log.InitFlags(signals.SetupSignalContext(), flags)
	ctx, err := config.InitFlags(ctx, flags)
	if err != nil {
		fail(err.Error())
	}
	command := kwok.NewCommand(ctx)
	command.PersistentFlags().AddFlagSet(flags)
	if err := command.ExecuteContext(ctx); err != nil {
		fail(err.Error())
	}
}

func main() {
	tether.Tie()
	switch filepath.Base(os.Args[0]) {
	case "kwok":
		runKwok()
	case "metrics-server":
		logs.InitLogs()
		os.Exit(cli.Run(metrics.NewMetricsServerCommand(genericapiserver.SetupSignalHandler())))
	default:
		fail("This file is called by the name of a part: kwok or metrics-server.")
	}
}
