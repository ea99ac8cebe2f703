import Foundation
import HeapModule
import NIOCore
import NIOEmbedded
import TimerWheel

/// Ours.
///
/// - Parameter isTimingSteps: every wake is timed by itself, and only those times are of use then.
func runWheel(_ workload: Workload, isTimingSteps: Bool) -> (Figures, steps: [Double]) {
  var figures = Figures()
  let count = workload.count
  var fired = [UInt32](repeating: 1, count: count / 2)
  var wakes = [UInt64](repeating: 1, count: count / 2)
  var steps: [Double] = []
  if isTimingSteps { steps.reserveCapacity(count) }
  typealias Handle = TimerWheel<UInt64>.Handle
  let handles = UnsafeMutablePointer<Handle>.allocate(capacity: count)
  memset(handles, 1, count * MemoryLayout<Handle>.stride)
  let before = residentBytes()
  var wheel = TimerWheel<UInt64>(now: workload.start)
  wheel.reserveCapacity(count)

  var time = cpu()
  workload.deadlines.withUnsafeBufferPointer { deadlines in
    for timer in 0..<count {
      (handles + timer).initialize(to: wheel.schedule(UInt64(timer), at: deadlines[timer]))
    }
  }
  figures.insert = cpu() - time
  figures.bytes = residentBytes() - before

  time = cpu()
  for timer in workload.cancelled { wheel.cancel(handles[Int(timer)]) }
  figures.cancel = cpu() - time

  time = cpu()
  workload.moved.withUnsafeBufferPointer { moved in
    var index = 0
    for timer in workload.movedTimers {
      wheel.reschedule(handles[Int(timer)], to: moved[index])
      index += 1
    }
  }
  figures.move = cpu() - time
  workload.move()

  time = cpu()
  var queries: UInt64 = 0
  for _ in 0..<1_000 { queries &+= wheel.nextExpiry ?? 0 }
  figures.query = cpu() - time
  precondition(queries > 0)

  var place = 0
  time = cpu()
  while true {
    let begin = isTimingSteps ? cpu() : 0
    guard let next = wheel.nextExpiry else { break }
    wheel.advance(to: next)
    figures.wakes += 1
    while let timer = wheel.popDue() {
      fired[place] = UInt32(truncatingIfNeeded: timer)
      wakes[place] = next
      place += 1
    }
    if isTimingSteps { steps.append(cpu() - begin) }
  }
  figures.fire = cpu() - time
  figures.check(fired[..<place], at: wakes, workload)
  return (figures, steps)
}

/// swift-collections' min-max heap; what is cancelled or moved stays until it comes to the top.
func runHeap(_ workload: Workload) -> Figures {
  struct Entry: Comparable {
    var deadline: UInt64
    var timer: UInt32
    var generation: UInt32

    static func < (one: Entry, other: Entry) -> Bool { one.deadline < other.deadline }
  }
  var figures = Figures()
  let count = workload.count
  var fired = [UInt32](repeating: 1, count: count / 2)
  var wakes = [UInt64](repeating: 1, count: count / 2)
  let before = residentBytes()
  var generations = [UInt32](repeating: 1, count: count)
  var heap = Heap<Entry>()
  heap.reserveCapacity(count + count / 4)

  var time = cpu()
  for timer in 0..<count {
    heap.insert(
      Entry(deadline: workload.deadlines[timer], timer: UInt32(timer), generation: 1))
  }
  figures.insert = cpu() - time
  figures.bytes = residentBytes() - before

  time = cpu()
  for timer in workload.cancelled { generations[Int(timer)] += 1 }
  figures.cancel = cpu() - time

  time = cpu()
  for (index, timer) in workload.movedTimers.enumerated() {
    generations[Int(timer)] += 1
    heap.insert(
      Entry(
        deadline: workload.moved[index], timer: timer, generation: generations[Int(timer)]))
  }
  figures.move = cpu() - time
  workload.move()

  func earliest() -> Entry? {
    while let entry = heap.min {
      if generations[Int(entry.timer)] == entry.generation { return entry }
      heap.removeMin()
    }
    return nil
  }
  time = cpu()
  for _ in 0..<1_000 { precondition(earliest() != nil) }
  figures.query = cpu() - time

  var place = 0
  time = cpu()
  while let next = earliest()?.deadline {
    figures.wakes += 1
    while let entry = earliest(), entry.deadline <= next {
      heap.removeMin()
      fired[place] = entry.timer
      wakes[place] = next
      place += 1
    }
  }
  figures.fire = cpu() - time
  figures.check(fired[..<place], at: wakes, workload)
  return figures
}

/// NIO's scheduled tasks, on the event loop whose time is set by hand.
func runNIO(_ workload: Workload) -> Figures {
  var figures = Figures()
  let count = workload.count
  let loop = EmbeddedEventLoop()
  // One tick is one nanosecond, counted from the start: NIO's time is 63 bits of nanoseconds.
  func time(of deadline: UInt64) -> NIODeadline {
    .uptimeNanoseconds(deadline - workload.start)
  }
  let before = residentBytes()
  var tasks: [Scheduled<Void>] = []
  tasks.reserveCapacity(count)
  var fired = 0

  var start = cpu()
  for timer in 0..<count {
    tasks.append(
      loop.scheduleTask(deadline: time(of: workload.deadlines[timer])) { fired += 1 })
  }
  figures.insert = cpu() - start
  figures.bytes = residentBytes() - before

  start = cpu()
  for timer in workload.cancelled { tasks[Int(timer)].cancel() }
  figures.cancel = cpu() - start

  start = cpu()
  for (index, timer) in workload.movedTimers.enumerated() {
    tasks[Int(timer)].cancel()
    tasks[Int(timer)] = loop.scheduleTask(deadline: time(of: workload.moved[index])) { fired += 1 }
  }
  figures.move = cpu() - start

  start = cpu()
  loop.advanceTime(to: .distantFuture)
  figures.fire = cpu() - start
  figures.fired = fired
  return figures
}

/// A DispatchSource for each timer, all hours ahead: they are made, moved and cancelled, never
/// fired. CPU of all threads, because libdispatch does part of the work on one of its own.
func runDispatch(_ workload: Workload) -> Figures {
  var figures = Figures()
  let count = workload.count
  let queue = DispatchQueue(label: "timers")
  let now = DispatchWallTime.now()
  func time(of deadline: UInt64) -> DispatchWallTime {
    now + .seconds(36_000) + .milliseconds(Int(deadline - workload.start))
  }
  let before = residentBytes()
  var sources: [any DispatchSourceTimer] = []
  sources.reserveCapacity(count)

  var start = cpu(CLOCK_PROCESS_CPUTIME_ID)
  for timer in 0..<count {
    let source = DispatchSource.makeTimerSource(queue: queue)
    source.schedule(wallDeadline: time(of: workload.deadlines[timer]), leeway: .nanoseconds(0))
    source.setEventHandler {}
    source.activate()
    sources.append(source)
  }
  queue.sync {}
  figures.insert = cpu(CLOCK_PROCESS_CPUTIME_ID) - start
  figures.bytes = residentBytes() - before

  start = cpu(CLOCK_PROCESS_CPUTIME_ID)
  for timer in workload.cancelled { sources[Int(timer)].cancel() }
  queue.sync {}
  figures.cancel = cpu(CLOCK_PROCESS_CPUTIME_ID) - start

  start = cpu(CLOCK_PROCESS_CPUTIME_ID)
  for (index, timer) in workload.movedTimers.enumerated() {
    sources[Int(timer)].schedule(
      wallDeadline: time(of: workload.moved[index]), leeway: .nanoseconds(0))
  }
  queue.sync {}
  figures.move = cpu(CLOCK_PROCESS_CPUTIME_ID) - start
  for source in sources { source.cancel() }
  return figures
}
