// The timer benchmark for the peers that are written in Swift: one CSV line for a run, in
// nanoseconds for each operation. What is measured and how: Benchmarks/README.md.
//
// wheel-benchmark wheel|steps|heap|nio|dispatch COUNT U|L ms|us

import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 5, let count = Int(arguments[2]), count >= 1_000 else {
  FileHandle.standardError.write(
    Data("usage: wheel-benchmark wheel|steps|heap|nio|dispatch COUNT U|L ms|us\n".utf8))
  exit(64)
}
let (peer, distribution, tick) = (arguments[1], arguments[3], arguments[4])
let workload = Workload(count: count, distribution: distribution, tick: tick)

switch peer {
case "wheel":
  runWheel(workload, isTimingSteps: false).0.report("wheel", workload, distribution, tick)
case "steps":
  let steps = runWheel(workload, isTimingSteps: true).steps.sorted()
  let parts = [0.5, 0.99, 0.999, 0.99999].map { steps[Int(Double(steps.count) * $0)] }
  print(
    "steps,wheel,\(count),\(distribution),n=\(steps.count),p50 \(parts[0]) p99 \(parts[1]) "
      + "p99.9 \(parts[2]) p99.999 \(parts[3]) max \(steps[steps.count - 1]) ns")
case "heap": runHeap(workload).report("heap", workload, distribution, tick)
case "nio": runNIO(workload).report("nio", workload, distribution, tick)
case "dispatch": runDispatch(workload).report("dispatch", workload, distribution, tick)
default: fatalError("wheel-benchmark: no peer \(peer)")
}
