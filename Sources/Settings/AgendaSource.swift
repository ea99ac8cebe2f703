/// An agenda that lives elsewhere and is read over HTTP: a document, or the issues with a label.
package struct AgendaSource: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// Markdown, as in a file.
    case document
    /// The open issues with a label.
    case issues(on: Forge, project: String, label: String)
  }

  package enum Forge: String, Sendable, Hashable { case github, gitlab }

  /// As items remember it and commands show it.
  package var name: String
  package var content: Content
  /// Of the document; of the forge's API without a slash at its end.
  package var url: String
  package var network: ChannelSettings.Network
  package var token: SecretSource?
}
