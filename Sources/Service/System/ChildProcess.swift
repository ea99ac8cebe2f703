internal import Glibc

/// A program in a process of its own: given bytes to read, and listened to until it ends. Whatever
/// happens in there happens to nobody else.
///
/// It leads a process group. If it still runs when its time is over, the whole group is ended, and
/// only what went into another one stays behind. What it leaves behind when it ends by itself is
/// let be: that may be what delivers a mail. It begins with no signal blocked or ignored, so that
/// whoever stops the service stops it too.
enum ChildProcess {
  enum End: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It took too long, and was ended with its group.
    case outOfTime
  }

  struct Result: Hashable, Sendable {
    let end: End
    /// The beginning of what it wrote, on either output.
    let said: String
  }

  /// Bytes of what is said; more is read and dropped.
  private static let saidMax = 8 << 10
  /// By which a process finds its own executable, wherever it was moved. Source: proc(5).
  static let ownProgram = "/proc/self/exe"

  /// Blocks. The child has the input and nothing else of ours: no environment, no open file.
  ///
  /// - Parameter patience: until it has ended, and nothing holds its outputs any more.
  /// - Throws: if it cannot be started, or nobody can say how it ended.
  static func run(
    _ arguments: [String], of program: String = ownProgram, input: [UInt8], patience: Duration
  ) throws(SystemCallFailure) -> Result {
    let end = ContinuousClock.now + patience
    let stream = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    var (inputs, outputs): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    // A socket and no pipe: writing to whom has gone is an error then, and no signal.
    guard socketpair(AF_UNIX, stream, 0, &inputs) == 0 else {
      throw SystemCallFailure("socketpair")
    }
    defer { inputs.forEach { if $0 >= 0 { close($0) } } }
    guard socketpair(AF_UNIX, stream, 0, &outputs) == 0 else {
      throw SystemCallFailure("socketpair")
    }
    defer { outputs.forEach { if $0 >= 0 { close($0) } } }
    let child = try spawn(program, arguments, input: inputs[1], output: outputs[1])
    close(inputs[1])
    close(outputs[1])
    (inputs[1], outputs[1]) = (-1, -1)
    let said = talk(input, to: inputs[0], from: outputs[0], until: end)
    return Result(
      end: try waited(for: child, until: end), said: String(decoding: said, as: UTF8.self))
  }

  private static func spawn(
    _ program: String, _ arguments: [String], input: Int32, output: Int32
  ) throws(SystemCallFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, place) in [(input, STDIN_FILENO), (output, 1), (output, 2)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, place)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // libdispatch's threads have nearly every signal blocked, and a child would have them so.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var texts = ([program] + arguments).map { strdup($0) } + [nil]
    defer { texts.forEach { free($0) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, &texts, &environment)
    guard code == 0 else { throw SystemCallFailure("start \(program)", code: code) }
    return child
  }

  /// Gives it the input and hears it out.
  private static func talk(
    _ input: [UInt8], to writer: Int32, from reader: Int32, until end: ContinuousClock.Instant
  ) -> [UInt8] {
    var rest = input[...]
    var said: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    if rest.isEmpty { shutdown(writer, Int32(SHUT_WR)) }
    while end > .now {
      var entries = [pollfd(fd: reader, events: Int16(POLLIN), revents: 0)]
      if !rest.isEmpty { entries.append(pollfd(fd: writer, events: Int16(POLLOUT), revents: 0)) }
      let ready = poll(&entries, nfds_t(entries.count), (end - .now).pollMilliseconds)
      if ready < 0, errno != EINTR { break }
      guard ready > 0 else { continue }
      if entries.count > 1, entries[1].revents != 0 {
        let count = rest.withUnsafeBytes {
          send(writer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        // Whoever has read enough is not written to any more.
        rest = count > 0 ? rest.dropFirst(count) : []
        if rest.isEmpty { shutdown(writer, Int32(SHUT_WR)) }
      }
      if entries[0].revents != 0 {
        let count = read(reader, &chunk, chunk.count)
        guard count > 0 else { break }
        said += chunk[..<min(count, saidMax - said.count)]
      }
    }
    return said
  }

  /// How it ended. If it still runs at `end`, its group is ended.
  static func waited(
    for child: pid_t, until end: ContinuousClock.Instant
  ) throws(SystemCallFailure) -> End {
    while true {
      if let status = try status(of: child, WNOHANG) {
        // Source: wait(2); WIFSIGNALED is a macro that Swift does not see.
        let signal = status & 0x7f
        return signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal)
      }
      guard end > .now else { break }
      // It has said its last word, so that this is a matter of a moment, if of any.
      usleep(1_000)
    }
    kill(-child, SIGKILL)
    _ = try status(of: child, 0)
    return .outOfTime
  }

  /// - Returns: nil while it runs, if the options are WNOHANG.
  private static func status(
    of child: pid_t, _ options: Int32
  ) throws(SystemCallFailure) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = waitpid(child, &status, options)
      if found >= 0 { return found == 0 ? nil : status }
      if errno != EINTR { throw SystemCallFailure("wait for process \(child)") }
    }
  }
}

extension Duration {
  /// As poll(2) wants it: at least one, or it would not wait at all.
  fileprivate var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    return Int32(clamping: max(1, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
  }
}
