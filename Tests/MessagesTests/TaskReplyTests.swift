import Meetings
import Messages
import Testing

/// What a reply says of the tasks that a message listed.
@Suite struct TaskReplies {
  @Test(arguments: [
    ("done", 1, [1]), ("Done.", 1, [1]), ("done 1 3", 3, [1, 3]),
    ("1, 3 and 2 done!", 3, [1, 2, 3]),
    ("all done", 4, [1, 2, 3, 4]), ("All 5 done!", 5, [1, 2, 3, 4, 5]),
    ("done 2\nthank you", 2, [2]),
    ("done 2 2", 2, [2]),
  ]) func isRead(_ text: String, _ count: Int, _ expected: [Int]) {
    #expect(TaskReply(text)?.numbers(of: count) == expected)
  }

  @Test(
    arguments: [
      ("yes", .yes, nil), ("No", .no, nil), ("+1", .yes, nil), ("-1", .no, nil),
      ("-0", .abstain, nil),
      ("abstain.", .abstain, nil), ("yes\n\nBest,\nAna", .yes, nil),
      ("no: it is too early", .no, " it is too early"),
      ("No because nobody has reviewed it", .no, "because nobody has reviewed it"),
      ("no: it is too early,\nand too large\n\nBest,\nAna", .no, " it is too early, and too large"),
      ("\n\nyes", .yes, nil),
    ] as [(String, Choice, String?)]) func isAVote(
      _ text: String, _ choice: Choice, _ because: String?
    )
  {
    let reply = TaskReply(text)
    #expect(reply?.word == .choice(choice))
    #expect(reply?.because == because)
    #expect(reply?.numbers(of: 1) == [1])
  }

  @Test func aVoteHasItsNumber() {
    #expect(TaskReply("no 2: it is too early")?.numbers(of: 3) == [2])
    #expect(TaskReply("no: 2 people are not enough")?.numbers(of: 3) == nil)
  }

  @Test(arguments: [
    "yes and no", "no idea yet", "no, I do not know yet", "yes please", "not yet", "yes, done",
    "maybe: yes", "I say yes",
  ]) func noVoteIsGuessedAt(_ text: String) {
    #expect(TaskReply(text)?.numbers(of: 1) == nil)
  }

  @Test(arguments: [
    ("done", 2), ("done", 0), ("done 3", 2), ("done 0", 2), ("not done yet", 1), ("done 3-5", 5),
    ("all 2 done", 5), ("I will be done tomorrow", 1), ("", 1), ("2", 2), ("all", 2),
    ("thanks\ndone", 1), ("done 99999999999999999999", 2),
  ]) func isNotGuessedAt(_ text: String, _ count: Int) {
    #expect(TaskReply(text)?.numbers(of: count) == nil)
  }
}
