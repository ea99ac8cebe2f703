import Meetings
import Store

/// How the views look that commands show by `--json`.
extension ObjectSchema {
  private static let occurrence = Schema.text()
  private static let states = Schema.choice(State.names)
  private static let taskStates = TaskState.allCases.map(\.rawValue)
  private static let texts = Schema.list(.text())

  static let meeting = ObjectSchema("Meeting", "One date of a series.", meetingMembers)

  private static let meetingMembers: [Member] = [
    .required("occurrence", occurrence, "Its name, SERIES/DAY. It stays, whatever happens."),
    .required("title", .text()), .required("state", states),
    .optional("reason", .text(), "Why it is cancelled, or will be: who is away."),
    .required("start", .instant), .required("end", .instant),
    .required("local", .text(), "The start in the meeting's zone, in words."),
    .required("zone", .text(), "Of the tz database."),
    .required("hosts", texts, "Keys of `people:`."),
    .optional(
      "confirmed", texts,
      "Which of its hosts have said that they come. Absent where nobody is asked."
    ),
    .optional("declined", texts, "Which of its hosts have said that they cannot."),
    .optional("asked", texts, "Who else was asked whether they can host it."),
    .required("attendees", texts, "Keys of `people:`."),
    .optional(
      "items", .number(), "Items that count, private ones too. Absent without an agenda."),
    .optional("tally", .text(), "What there is of what it needs: `1 of 2 presenters`."),
    .optional("cutoff", .instant, "Until when items count, while that lies ahead."),
    .required("lastMeeting", .flag, "True for the last one of a mentorship."),
  ]

  static let meetingDetail = ObjectSchema(
    "MeetingDetail", "One meeting with all that is known of it.",
    meetingMembers + [
      .optional("link", .text()), .optional("place", .text()),
      .required("agenda", .list(.object(item))),
      .required("talks", texts, "Their titles, in order."),
      .required("standing", texts, "What every meeting of the series has."),
      .required("told", texts, "Who was told of it."),
      .required(
        "answers", .map(.choice(Meetings.Answer.allCases.map(\.rawValue))),
        "Who said whether they come."),
      .optional("due", .instant, "When something happens to it next."),
    ])

  static let item = ObjectSchema(
    "Item", "Something to talk about.",
    [
      .required("id", .id), .required("occurrence", occurrence, "Where it is, SERIES/DAY."),
      .required("text", .text()),
      .optional("kind", .text(), "Which of the agenda's `kinds:` it begins with."),
      .optional("by", .text(), "Whose it is: a key of `people:`."),
      .required("isPrivate", .flag),
      .optional("file", .text(), "The agenda file in which it stands."),
      .required("received", .instant),
    ])

  static let task = ObjectSchema(
    "Task", "What somebody owes by a date, until it is done, or what a program announces.",
    [
      .required("task", .text(), "Its name, SERIES/TASK."), .required("text", .text()),
      .required("about", .text(), "The title of what it belongs to."),
      .required("state", .choice(taskStates)),
      .required("owners", texts, "Who owes it: keys of `people:`."),
      .required("channels", texts, "Where the service posts it; none for what people do."),
      .optional("due", .instant),
      .optional("final", .instant, "The program's own deadline, where it is another."),
      .optional("next", .instant, "When something of it is due next."),
      .required("optional", .flag, "True: said once, and nobody asks again."),
      .required("after", texts, "What has to be done before: keys of `tasks:`."),
      .optional("settled", .instant, "Since when it is done or dropped."),
      .optional("by", .text(), "Who said so: a key of `people:`; absent by command."),
      .optional("vote", .object(vote), "Of what is put to a vote."),
    ])

  private static let vote = ObjectSchema(
    "Vote", "How a vote stands.",
    [
      .required("passes", .choice(Ballot.Rule.allCases.map(\.rawValue)), "What it takes."),
      .required("yes", .number()), .required("no", .number()), .required("abstain", .number()),
      .required(
        "silent", texts, "While it is open, who may vote and has not: keys of `people:`."),
      .optional(
        "outcome", .choice(BallotFacts.Outcome.allCases.map(\.rawValue)),
        "Once it is over; `unasked` where nobody was asked, or what was voted is lost."),
    ])

  static let history = ObjectSchema(
    "History", "How a meeting or a task came to be as it is.",
    [
      .required("journal", .list(.object(journalEntry)), "What was decided, the latest last."),
      .required("notices", .list(.object(notice)), "Who was told."),
      .optional("note", .text(), "Why nothing was decided."),
    ])

  private static let journalEntry = ObjectSchema(
    "JournalEntry", "One decision.",
    [
      .required("at", .instant), .required("due", .instant, "When it was to be, by the plan."),
      .required("revision", .number()), .required("from", .text(), "A state, or `new`."),
      .required(
        "to", .choice(State.names + taskStates.filter { !State.names.contains($0) }),
        "Of a meeting or a task."),
      .required("cause", .text(), "Why, and by which token."),
    ])

  static let notice = ObjectSchema(
    "Notice", "One message to one person or channel.",
    [
      .required("id", .id),
      .required("occurrence", occurrence, "What it is about, SERIES/DAY or SERIES/TASK."),
      .required("kind", .choice(NoticeKind.allCases.map(\.rawValue))),
      .required("edition", .text(), "What it is the news of: a reminder's lead, a sequence."),
      .required("to", .text(), "A person or a channel."),
      .required("channel", .text(), "`mail`, or the channel's name."),
      .required("state", .choice(OutboxRow.State.allCases.map(\.rawValue))),
      .required("attempts", .number()), .optional("nextTry", .instant),
      .required("usefulUntil", .instant),
      .optional("answer", .text(), "What was answered last, or why it ended."),
      .optional("subject", .text()),
    ])

  static let noticeText = ObjectSchema(
    "NoticeText", "One notice in full.",
    [
      .required("notice", .object(notice)),
      .optional(
        "text", .text(),
        "As it reads without its reader's personal links; not for a token that may only read."),
    ])

  static let done = ObjectSchema(
    "Done", "What was done.",
    [
      .required("message", .text(), "In words."), .optional("occurrence", occurrence),
      .optional("item", .id, "The item's id."),
    ])

  static let change = ObjectSchema(
    "Change", "One change that loading the configuration would make.",
    [
      .required("series", .text()),
      .optional("occurrence", occurrence, "Absent for what nobody has been told of yet."),
      .required("change", .text(), "In words."), .required("tells", texts, "Whom, of what."),
    ])

  static let loaded = ObjectSchema(
    "Loaded", "What was loaded.",
    [
      .required("message", .text(), "In words."),
      .required("warnings", .list(.object(finding)), "What is worth a second look."),
    ])

  /// What the configuration's reader calls a problem; a `Problem` of the API is an answer.
  static let finding = ObjectSchema(
    "Finding", "Something wrong, or worth a second look, in the files.",
    [
      .required("file", .text()), .required("line", .number()), .required("column", .number()),
      .required("severity", .choice(["error", "warning"])), .required("what", .text()),
      .required("fix", .text(), "What to do about it."),
    ])

  static let lateness = ObjectSchema(
    "Lateness", "How long after they were due decisions were on disk.",
    [
      .required("decisions", .number()),
      .optional("p50", .seconds, "Half of them within so many seconds."),
      .optional("p99", .seconds, "Ninety-nine of a hundred."),
    ])

  static let status = ObjectSchema(
    "Status", "How the service is.",
    [
      .required("healthy", .flag), .required("now", .instant), .required("since", .instant),
      .required("configuration", .text(), "Where it is read from."),
      .optional("configurationProblem", .text(), "Why the last one was not loaded."),
      .required("warnings", .list(.object(finding))), .required("series", .number()),
      .required("people", .number()),
      .required("live", .map(.number()), "How many meetings are in which state."),
      .required("outbox", .map(.number()), "How many notices are in which state."),
      .optional("lateness", .object(lateness)),
      .required("mail", .text(), "Where mail goes."),
      .required("troubles", texts, "What does not answer, and who cannot be reached."),
      .required("everyoneRefused", .flag, "Several mailboxes, and nothing was taken since."),
      .optional("failure", .text(), "What keeps decisions from being written down."),
      .optional("nextWake", .instant), .required("tzdata", .text()),
      .required("zones", texts, "Time zones in use whose files are gone or broken."),
      .required("keeps", .text(), "How long what is over stays, and what was removed last."),
      .optional("hold", .text(), "Why nothing is decided."), .required("version", .text()),
    ])

  /// Source: RFC 9457 §3.1.
  static let problem = ObjectSchema(
    "Problem", "Why something was not done.",
    [
      .required("type", .text(), "Always about:blank: the status says it."),
      .required("title", .text(), "The status in words."), .required("status", .number()),
      .required("detail", .text(), "What is wrong, and what to do."),
      .optional(
        "problems", .list(.object(finding)), "Each of them, where a configuration is not loaded."),
    ])
}
