import ArgumentParser
import Service

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validates a configuration: FILE:LINE:COL: error|warning|note: what. what to do.",
    discussion: """
      convened check
      convened check config/ --json

      Exit status 1 if there are errors. Needs no daemon and no network. With --json an object a \
      problem: file, line, column, severity (error, warning or note), what, fix.

      Some warnings say what communities recommend, and begin with the check's name: `accept: \
      NAME` silences it where it stands. docs/checks.md has all of them.
      """)

  @Argument(help: "A directory or a file; the configured one if left out.")
  var path: String?
  @OptionGroup var places: Places
  @OptionGroup var output: Output

  func run() throws {
    let path = path ?? places.paths.configuration
    let report = Waiting.during { Examination(of: path) }
    output.print(try report.lines())
    if !output.asJSON { print(report.summary) }
    if report.hasErrors { throw Exit.no }
  }
}
