import Cadence
import Foundation
import Meetings
import Testing

@testable import Messages

/// The page of somebody's tasks: whole pages, and what people write in every place of one.
@Suite struct TasksPageTests {
  private static func moment(_ text: String) throws -> Moment {
    Moment(try Samples.instant(text), in: try Samples.zone("Asia/Kolkata"))
  }

  private static func task(
    _ key: String, _ text: String, _ role: TaskFacts.Role = .owes, _ state: TaskState = .open,
    due: String? = nil, change: (inout TasksPage.Task) throws -> Void = { _ in }
  ) throws -> TasksPage.Task {
    var task = TasksPage.Task(
      id: TaskID(series: SeriesID("summer.yash"), key: key), text: text,
      about: "1:1 Yash and Bartek", role: role, state: state, due: try due.map(moment),
      owners: [role == .owes ? "Yash Sharma" : "Bartek Płotka"])
    try change(&task)
    return task
  }

  private static func page(_ tasks: [TasksPage.Task]) -> TasksPage {
    TasksPage(community: "Thanos", reader: "Yash Sharma", tasks: tasks)
  }

  private static func owed() throws -> [TasksPage.Task] {
    [
      try task(
        "plan", "Write down what you want to learn", .owes, .escalated, due: "2026-11-20T18:00:00Z"),
      try task("midterm", "Submit the midterm evaluation", due: "2026-12-03T14:00:00Z") {
        $0.final = try moment("2026-12-05T18:00:00Z")
        $0.link = "https://example.org/evaluations"
        $0.owners = ["Yash Sharma", "Robin Reyes"]
      },
      try task("hello", "Say hello in the channel"),
      try task("mastodon", "Introduce yourself in the forum", due: "2026-12-10T18:00:00Z") {
        $0.isOptional = true
      },
      try task("final", "Submit the final evaluation", .owes, .planned, due: "2027-02-20T18:00:00Z")
      {
        $0.opening = try moment("2027-02-13T18:00:00Z")
      },
      try task("talk", "Give a talk", .owes, .planned, due: "2027-03-20T18:00:00Z") {
        $0.waitsFor = ["Submit the final evaluation"]
      },
    ]
  }

  static func samples() throws -> [(name: String, page: TasksPage)] {
    let done = try task("code", "Read the code of conduct", .owes, .done) {
      $0.done = try moment("2026-11-28T09:00:00Z")
      $0.by = "Yash Sharma"
    }
    var said = page(try owed() + [done])
    said.outcome = .done("Read the code of conduct")
    var refused = page([
      try task(
        "midterm", "Submit the midterm evaluation", .helps, .escalated, due: "2026-11-20T18:00:00Z"),
      try task("plan", "Write a plan", .watches, .overdue, due: "2026-11-27T18:00:00Z"),
      try task("talk", "Give a talk", .watches, .planned, due: "2027-03-20T18:00:00Z") {
        $0.opening = try moment("2027-03-13T18:00:00Z")
      },
    ])
    refused.problem = "Too many changes at once. Please wait a minute."
    var asked = page([
      try request("ask-2026-12-03T1500"), try request("ask-2026-12-04T1500", .done),
    ])
    asked.outcome = .agreed
    var voted = page([
      try vote("sig", .yes), try vote("logo"), try vote("name", isVoter: false),
      try vote("old", .no) {
        $0.ballot.outcome = .failed
        $0.ballot.count = BallotCount(yes: 1, no: 2, silent: 1)
      },
    ])
    voted.outcome = .voted(.yes, on: "Create <b>sig</b>")
    var declined = page([])
    declined.outcome = .declined
    return [
      ("tasks", said), ("tasks-others", refused), ("tasks-none", page([])),
      ("tasks-asked", asked), ("tasks-declined", declined), ("tasks-votes", voted),
    ]
  }

  /// What is put to a vote.
  private static func vote(
    _ key: String, _ choice: Choice? = nil, isVoter: Bool = true,
    change: (inout TasksPage.Vote) -> Void = { _ in }
  ) throws -> TasksPage.Task {
    var vote = TasksPage.Vote(
      choice: choice, isVoter: isVoter,
      ballot: BallotFacts(
        rule: key == "logo" ? .consensus : .twoThirds, turnout: 3,
        candidate: BallotFacts.Candidate(
          name: "Ana <b>", role: "committer", nominator: nil, isOwn: false, sponsor: "Li",
          commitment: "25%", isReader: false)))
    change(&vote)
    return try task(
      key, "Create <b>\(key)</b>", isVoter ? .owes : .watches, due: "2026-12-03T18:00:00Z"
    ) {
      $0.about = "Technical Steering Committee"
      $0.link = "https://example.org/proposals/7"
      $0.owners = []
      $0.vote = vote
      guard vote.ballot.outcome != nil else { return }
      ($0.state, $0.done) = (.dropped, try moment("2026-12-03T18:00:00Z"))
    }
  }

  /// A meeting that the reader is asked for.
  private static func request(
    _ key: String, _ state: TaskState = .open
  ) throws -> TasksPage.Task {
    let text = "Bartek Płotka asks to meet: <b>storage</b>"
    return try task(key, text, .owes, state, due: "2026-12-03T13:00:00Z") {
      $0.meeting = try moment("2026-12-03T14:00:00Z")
      guard state == .done else { return }
      $0.done = try moment("2026-11-28T09:00:00Z")
      $0.by = "Yash Sharma"
    }
  }

  @Test func wholePages() throws {
    for sample in try Self.samples() {
      try Golden.compare(page: Page.tasks(sample.page), with: sample.name)
    }
  }

  @Test func everyPageIsWellFormedAndFetchesNothing() throws {
    for sample in try Self.samples() {
      let outline = try Outline(Page.tasks(sample.page).html)
      outline.expectPlain(sample.name)
      // One button a task, and each says of which it is; of a meeting that is asked for two, until
      // that is agreed to; of a vote three, for those who may.
      let buttons = outline.tags.filter { $0.hasPrefix("button") }
      let count = sample.page.tasks.reduce(0) { sum, task in
        if let vote = task.vote {
          return sum + (vote.isVoter && vote.ballot.outcome == nil ? 3 : 0)
        }
        return sum + (task.meeting == nil ? 1 : task.done == nil ? 2 : 0)
      }
      #expect(buttons.count == count)
      #expect(Set(buttons).count == buttons.count)
    }
  }

  @Test func whatIsOptionalIsNeverLate() throws {
    let html = Page.tasks(
      Self.page([
        try Self.task("m", "Mastodon", .owes, .overdue, due: "2026-11-20T18:00:00Z") {
          $0.isOptional = true
        }
      ])
    ).html
    #expect(html.contains("If you would like to: it was meant until Fri") && !html.contains("Late"))
  }

  /// Whatever people write, and wherever it stands: the same tags in the same order.
  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><b>", "&lt;b&gt;",
    "</button><script>", "</title><b>", "<\u{301}b>", "\u{202e}evil", "a\u{0}b", "a\r\nb",
    "javascript:alert(1)", "日本語", "أحمد", String(repeating: "<", count: 5_000),
  ])
  func whatPeopleWriteIsText(_ text: String) throws {
    func tags(_ word: String) throws -> [String] {
      func change(_ task: inout TasksPage.Task) {
        task.about = word
        task.owners = [word]
        task.link = word
        task.by = word
        task.waitsFor = [word]
      }
      let due = "2027-03-20T18:00:00Z"
      var page = TasksPage(
        community: word, reader: word,
        tasks: [
          try Self.task("a", word, .owes, .open, due: due, change: change),
          try Self.task("b", word, .helps, .escalated, due: due, change: change),
          try Self.task("c", word, .owes, .planned, due: due, change: change),
          try Self.task("d", word, .owes, .done) {
            change(&$0)
            $0.done = try Self.moment(due)
          },
        ])
      page.outcome = .done(word)
      page.problem = word
      let html = Page.tasks(page).html
      #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202e}" })
      #expect(!html.contains("href=\"javascript"))
      // What a button says of its task is an attribute.
      return try Outline(html).tags.map { $0.hasPrefix("button") ? "button" : $0 }
    }
    #expect(try tags(text) == tags("word"), "\(text)")
  }
}
