import Meetings
import Messages
import Testing

/// What a reply says of whether somebody hosts.
@Suite struct HostReplies {
  @Test(arguments: [
    "yes", "Yes!", "yes, I can", "Yes I can", "  YES.", "yes, happy to host", "Yes, no problem",
    "yes thanks",
  ]) func isYes(_ text: String) {
    #expect(HostReply(text)?.answer == .accepted)
  }

  @Test(arguments: [
    "no", "No.", "no, I am at a conference", "No sorry", "no I can't", "No I’m away",
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
}
