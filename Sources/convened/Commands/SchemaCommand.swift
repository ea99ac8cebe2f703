import ArgumentParser
import Service

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints what a configuration may say, as a JSON Schema for editors.",
    discussion: """
      The package has it as /usr/share/convened/convened.schema.json, which a line at the top of a \
      file names: "# yaml-language-server: $schema=/usr/share/convened/convened.schema.json". What \
      follows from several keys together only check knows.
      """)

  @Flag(help: "For people instead: every section with its keys, in Markdown.")
  var markdown = false

  func run() throws {
    print(markdown ? ConfigurationReference.markdown() : try ConfigurationReference.schema())
  }
}
