import Cadence
import Meetings
import Messages

/// What is put to a vote, and what came of it.
extension Samples {
  static func ballotVariants() throws -> [Sample] {
    let papers = [
      BallotFacts.Paper(voter: "Yefu Chen", choice: .yes, because: nil),
      BallotFacts.Paper(voter: "Li", choice: .no, because: "It is <b>too early</b>"),
    ]
    let open = try [TaskFacts.Stage.opened, .ahead].map { stage in
      try ballot("task-vote-\(stage)", stage) { $0.turnout = 4 }
    }
    let closed = try [
      ballot("task-vote-passed") {
        $0.outcome = .passed
        $0.count = BallotCount(yes: 4, no: 1, abstain: 1)
        $0.papers = papers
        $0.candidate?.isReader = false
        $0.candidate?.isOwn = false
        $0.candidate?.nominator = "Li"
      },
      ballot("task-vote-welcome", role: .watches) {
        $0.outcome = .passed
        $0.count = BallotCount(yes: 4, no: 1, silent: 2)
      },
      ballot("task-vote-failed") {
        ($0.rule, $0.turnout, $0.outcome) = (.consensus, 1, .failed)
        $0.count = BallotCount(yes: 4, no: 1)
        $0.papers = papers
      },
      ballot("task-vote-withdrawn") { $0.outcome = .withdrawn },
      ballot("task-vote-unasked") { $0.outcome = .unasked },
    ]
    return open + closed
  }

  private static func ballot(
    _ name: String, _ stage: TaskFacts.Stage = .opened, role: TaskFacts.Role = .owes,
    _ change: (inout BallotFacts) -> Void
  ) throws -> Sample {
    Sample(
      name: name,
      notice: try notice(.task) {
        var task = try vote(of: $0, role, stage)
        if var ballot = task.ballot {
          change(&ballot)
          task.ballot = ballot
        }
        $0.title = task.about
        $0.tasks = [task]
        $0.takesReplies = true
      })
  }

  private static func vote(
    of facts: Facts, _ role: TaskFacts.Role, _ stage: TaskFacts.Stage
  ) throws -> TaskFacts {
    var task = TaskFacts(
      id: TaskID(series: Root.votes.series, key: "yash"), text: "Yash Sharma as a <committer>",
      about: "Technical Steering Committee", role: role, stage: stage, due: facts.start,
      owners: [], link: "https://example.org/proposals/7")
    task.ballot = BallotFacts(
      rule: .simpleMajority, turnout: nil,
      candidate: BallotFacts.Candidate(
        name: "Yash Sharma", role: "committer", nominator: "Yash Sharma", isOwn: true,
        sponsor: "Bartek Płotka",
        commitment: "25% of the time", isReader: true))
    return task
  }
}
