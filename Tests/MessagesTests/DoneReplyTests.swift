import Messages
import Testing

/// What a reply says of the tasks that a message listed.
@Suite struct DoneReplies {
  @Test(arguments: [
    ("done", 1, [1]), ("Done.", 1, [1]), ("done 1 3", 3, [1, 3]),
    ("1, 3 and 2 done!", 3, [1, 2, 3]),
    ("all done", 4, [1, 2, 3, 4]), ("All 5 done!", 5, [1, 2, 3, 4, 5]),
    ("done 2\nthank you", 2, [2]),
    ("done 2 2", 2, [2]),
  ]) func isRead(_ text: String, _ count: Int, _ expected: [Int]) {
    #expect(DoneReply(text)?.numbers(of: count) == expected)
  }

  @Test(arguments: [
    ("done", 2), ("done", 0), ("done 3", 2), ("done 0", 2), ("not done yet", 1), ("done 3-5", 5),
    ("all 2 done", 5), ("I will be done tomorrow", 1), ("", 1), ("2", 2), ("all", 2),
    ("thanks\ndone", 1), ("done 99999999999999999999", 2),
  ]) func isNotGuessedAt(_ text: String, _ count: Int) {
    #expect(DoneReply(text)?.numbers(of: count) == nil)
  }
}
