import Meetings
import Settings
import Store

/// What there is, in the order of the document.
extension APIOperation {
  static let all = meetings + agenda + tasks + outbox + others

  private static let because = Member.required(
    "because", .words, "Why, in words for everyone who is told.")
  private static let text = "What it is about, on one line."
  private static let isPrivate = "True for its author and the hosts alone."

  private static let meetings: [APIOperation] = [
    APIOperation(
      .get, "meetings", "listMeetings", "What comes, the earliest first.", verb: "next",
      query: [
        .optional("days", .number(1...366), "How far ahead; \(Desk.daysUsual) if it is left out.")
      ], answer: .list(.meeting)),
    APIOperation(
      .get, "meetings/{series}/{day}", "getMeeting", "One meeting with all that is known of it.",
      verb: "show", answer: .one(.meetingDetail)),
    APIOperation(
      .get, "meetings/{series}/{day}/journal", "getJournal",
      "How a meeting came to be as it is, and who was told.", verb: "why", answer: .history),
    APIOperation(
      .post, "meetings/{series}/{day}/cancel", "cancelMeeting",
      "Cancels a meeting and tells everyone who was told of it, once.", verb: "cancel",
      body: [because], answer: .one(.done)),
    APIOperation(
      .post, "meetings/{series}/{day}/reinstate", "reinstateMeeting",
      "Takes a cancellation back, until the start.", verb: "reinstate", body: [because],
      answer: .one(.done)),
    APIOperation(
      .post, "meetings/{series}/{day}/move", "moveMeeting",
      "Moves a meeting and updates everyone's calendar.", verb: "move",
      body: [
        .required("to", .localTime, "The new start, local time of the meeting's zone."), because,
      ], answer: .one(.done)),
    APIOperation(
      .post, "meetings/{series}/{day}/swap", "swapHost",
      "Lets another of those who may host a meeting host it, in place of whoever's turn it is.",
      verb: "swap",
      body: [
        .required("with", .key, "Who hosts it then: a key of `people:`."),
        .optional("by", .key, "In whose place, where several host it: a key of `people:`."),
      ], answer: .one(.done)),
    APIOperation(
      .post, "meetings/{series}/{day}/answer", "answerMeeting",
      "Says whether somebody comes: of a host, that they host it.", verb: "answer",
      body: [
        .required("by", .key, "Whose answer it is: a key of `people:`."),
        .required("answer", .choice(["yes", "no", "maybe"])),
      ], answer: .one(.done)),
    APIOperation(
      .post, "meetings/{series}/requests", "askForMeeting",
      "Asks the other side of a pair for a meeting: a task of theirs, which done says that it suits.",
      verb: "ask",
      body: [
        .required("at", .localTime, "The start, local time of the meeting's zone."),
        .required("by", .key, "Who asks: a key of `people:`."),
        .required("about", .words, "What it is about: it is on the agenda."),
      ], answer: .one(.done)),
  ]

  private static let agenda: [APIOperation] = [
    APIOperation(
      .get, "meetings/{series}/{day}/agenda", "listItems", "What is on the agenda.",
      verb: "agenda/list", answer: .list(.item)),
    APIOperation(
      .post, "meetings/{series}/{day}/agenda", "addItem",
      "Puts an item on the agenda; after a cancellation on that of the next meeting.",
      verb: "agenda/add",
      body: [
        .required("text", .words, text),
        .optional("by", .key, "Whose it is: a key of `people:`."),
        .optional("isPrivate", .flag, isPrivate),
      ], takesKey: true, answer: .newItem),
    APIOperation(
      .get, "meetings/{series}/{day}/agenda/{item}", "getItem", "One item.", verb: "agenda/list",
      answer: .item),
    APIOperation(
      .patch, "meetings/{series}/{day}/agenda/{item}", "editItem",
      "Says an item in other words, or makes it private or not.", verb: "agenda/edit",
      body: [.optional("text", .words, text), .optional("isPrivate", .flag, isPrivate)],
      needsAny: true, answer: .item),
    APIOperation(
      .delete, "meetings/{series}/{day}/agenda/{item}", "dropItem",
      "Takes an item off the agenda.", verb: "agenda/drop", answer: .one(.done)),
    APIOperation(
      .post, "meetings/{series}/{day}/agenda/carry", "carryItems",
      "Puts what a meeting that was held did not get to on the agenda of the next.",
      verb: "agenda/carry",
      body: [.optional("item", .id, "The item's id; every item if it is left out.")],
      answer: .one(.done)),
  ]

  private static let tasks: [APIOperation] = [
    APIOperation(
      .get, "tasks", "listTasks", "What is owed, what is due first.", verb: "task/list",
      query: [
        .optional(
          "series", .series,
          "Of one meeting, PROGRAM.MENTORSHIP, a PROGRAM with all of its mentorships, or `votes`, "
            + "`groups` or `reviewers`."),
        .optional("state", .choice(["all"]), "What is done or dropped as well."),
      ], answer: .list(.task)),
    APIOperation(
      .get, "tasks/{series}/{task}", "getTask", "One task as it stands.", verb: "show",
      answer: .one(.task)),
    APIOperation(
      .get, "tasks/{series}/{task}/journal", "getTaskJournal",
      "How a task came to be as it is, and who was told.", verb: "why", answer: .history),
    APIOperation(
      .post, "tasks/{series}/{task}/done", "finishTask",
      "Says that a task is done: nobody is reminded of it any more.", verb: "task/done",
      body: [.optional("by", .key, "Who did it: a key of `people:`, of those it concerns.")],
      answer: .one(.done)),
    APIOperation(
      .post, "tasks/{series}/{task}/drop", "dropTask",
      "Says that a task is owed no more, though nobody has done it.", verb: "task/drop", body: [],
      answer: .one(.done)),
    APIOperation(
      .post, "tasks/{series}/{task}/reopen", "reopenTask", "Says that a task is owed after all.",
      verb: "task/reopen", body: [], answer: .one(.done)),
    APIOperation(
      .post, "tasks/{series}/{task}/vote", "castVote",
      "Votes on what is put to a vote; a later vote takes the place of an earlier one.",
      verb: "vote",
      body: [
        .required("choice", .choice(Choice.allCases.map(\.rawValue))),
        .required("by", .key, "Who votes: a key of `people:`."),
        .optional("because", .words, "Why, for all who vote."),
      ], answer: .one(.done)),
  ]

  private static let outbox: [APIOperation] = [
    APIOperation(
      .get, "outbox", "listNotices",
      "What was decided to be sent and what became of it: at most \(Desk.noticesMax), the newest last.",
      verb: "outbox/list",
      query: [
        .optional("state", .choice(OutboxRow.State.allCases.map(\.rawValue)), "Those alone."),
        .optional(
          "meeting", .text(),
          "Of one meeting: SERIES/2026-12-03, or SERIES for its next; of one task: SERIES/NAME."),
      ], answer: .list(.notice)),
    APIOperation(
      .get, "outbox/{id}", "getNotice", "One notice in full.", verb: "outbox/show",
      answer: .one(.noticeText)),
    APIOperation(
      .post, "outbox/{id}/retry", "retryNotice", "Tries a notice again now.",
      verb: "outbox/retry", body: [], answer: .one(.done)),
    APIOperation(
      .post, "outbox/{id}/drop", "dropNotice", "Ends a notice that waits: it will not be sent.",
      verb: "outbox/drop", body: [.optional("because", .words, "Why, for the outbox.")],
      answer: .one(.done)),
  ]

  private static let others: [APIOperation] = [
    APIOperation(
      .put, "people/{person}/reminders", "setReminders",
      "Stops somebody's reminders, or sends them again; changes and cancellations come.",
      verb: "reminders", body: [.required("state", .choice(["on", "off"]))], answer: .one(.done)),
    APIOperation(
      .get, "status", "getStatus", "How the service is.", verb: "status", answer: .one(.status)),
    APIOperation(
      .get, "plan", "getPlan",
      "What loading the configuration as it is on the disk would change, and whom it would tell.",
      verb: "plan", answer: .list(.change)),
    APIOperation(
      .post, "reload", "reload", "Loads the configuration: all of it or nothing.", verb: "reload",
      body: [
        .optional(
          "isConfirmed", .flag,
          "Load it also where more than \(Daemon.noticesUnasked) notices would leave at once.")
      ], answer: .loaded),
  ]
}
