import Meetings
import Messages
import Testing

/// What a reply says of whether somebody hosts.
@Suite struct HostReplies {
  @Test(arguments: [
    "yes", "Yes!", "yes, I can", "Yes I can", "  YES.", "yes, happy to host", "Yes, no problem",
    "yes thanks", "Yep!",
  ]) func isYes(_ text: String) {
    #expect(HostReply(text)?.answer == .accepted)
  }

  @Test(arguments: [
    "no", "No.", "no, I am at a conference", "No sorry", "no I can't", "No I’m away",
    "Nope, sorry",
  ])
  func isNo(_ text: String) {
    #expect(HostReply(text)?.answer == .declined)
  }

  @Test(arguments: [
    "", "yesterday I saw that", "No slides this time", "not me", "nobody", "maybe",
    "What about yes?", "yes men and no men", "1 yes", "ja",
  ]) func isNotGuessedAt(_ text: String) {
    #expect(HostReply(text) == nil)
  }

  /// What is neither an answer nor an item.
  @Test(arguments: [
    ("yes", true), ("No.", true), ("Nope, sorry", true), ("Yes, I can. Thanks!", true),
    ("No, I am at a conference", false), ("yes, and let us talk about releases", false),
  ]) func isBare(_ text: String, _ isBare: Bool) {
    #expect(HostReply(text)?.isBare == isBare)
  }
}
