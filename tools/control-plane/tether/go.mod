module switchyard/tools/control-plane/tether

go 1.26.0
