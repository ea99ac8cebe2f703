import Meetings

/// One message for a chat, before it is put into a service's own form.
struct Post {
  let text: ChatText
  /// One line: what happened and when.
  let summary: String
  let headline: Phrase
  /// Its topic where the channel has none.
  let topic: String
  /// Messages with the same one stand together.
  let thread: String
  let identity: Identity
  /// The page that opens when it is touched.
  let page: Link?

  /// - Parameter notice: without what is private.
  init(_ notice: Notice) {
    let facts = notice.facts
    text = ChatText(notice)
    summary = Rendering.subject(notice)
    headline = Wording(notice).document.headline
    let title = Clean(facts.title, limit: 60).text
    topic = title.isEmpty ? facts.series.name : title
    thread = notice.subject.description
    identity = notice.identity
    let page = notice.kind == .cancellation ? facts.agenda?.edit : facts.link
    self.page = page.flatMap { Link($0) }
  }

  init(_ test: TestMessage) {
    let document = test.document
    text = ChatText(document, at: test.moment)
    summary = test.subject
    headline = document.headline
    topic = "Test"
    thread = "test"
    identity = test.identity
    page = nil
  }
}
