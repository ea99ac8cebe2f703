import Meetings
import Messages
import Testing

/// What a reply says of whether somebody hosts.
@Suite struct HostReplies {
  @Test(arguments: [
    "yes", "Yes!", "yes, I can", "Yes I can", "  YES.", "yes, happy to host", "Yes, no problem",
    "yes thanks", "Yep!", "Yes please", "yes of course", "Yes.\n\nBest,\nDan", "yes\nDan",
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
    "What about yes?", "yes men and no men", "1 yes", "ja", "No-code tools demo",
    "No. 4 of the roadmap needs a decision", "no 3 of the backlog",
    "No, but please put the release plan on the agenda", "Yes\n- review PR 123\n- roadmap",
    "Yes\nreview PR 123", "yes, I can, and let us talk about the release plan as well",
  ]) func isNotGuessedAt(_ text: String) {
    #expect(HostReply(text) == nil)
  }

  /// What is neither an answer nor an item.
  @Test(arguments: [
    ("yes", true), ("No.", true), ("Nope, sorry", true), ("Yes, I can. Thanks!", true),
    ("No, I am at a conference", false), ("Yes, I'm happy to", false),
  ]) func isBare(_ text: String, _ isBare: Bool) {
    #expect(HostReply(text)?.isBare == isBare)
  }
}
