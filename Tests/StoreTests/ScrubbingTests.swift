import Testing

@testable import Store

/// What is taken out of notices to others when somebody is forgotten, and what is not.
@Suite struct ScrubbingTests {
  private func scrubbing(
    names: Set<String> = ["Will", "Will Urban", "will@example.org"], texts: Set<String> = []
  ) -> Scrubbing {
    Scrubbing(names: names, key: "will", texts: texts)
  }

  @Test func whoeverIsNamedIsGone() {
    let facts =
      #"{"agenda":{"items":[{"author":"Will","text":"tea"}]},"hosts":["Ana","Will Urban"]}"#
    #expect(
      scrubbing().clean(json: facts)
        == #"{"agenda":{"items":[{"author":"(forgotten)","text":"tea"}]},"hosts":["Ana","(forgotten)"]}"#
    )
  }

  /// By key where facts have keys, and whoever was to host it before.
  @Test(arguments: [
    (#"{"by":"will"}"#, #"{"by":"(forgotten)"}"#),
    (#"{"insteadOf":["Will","Ana"]}"#, #"{"insteadOf":["(forgotten)","Ana"]}"#),
  ])
  func whoeverIsMeantIsGone(facts: String, after: String) {
    let unknown = scrubbing(names: ["Will"])
    #expect(unknown.clean(json: facts) == after)
  }

  @Test func aKeyIsTakenOutWhereNoNameIsKnown() {
    #expect(
      scrubbing(names: []).clean(json: #"{"voter":"will"}"#) == #"{"voter":"(forgotten)"}"#)
  }

  /// Half a name, and what somebody once wrote, are words of others as well.
  @Test(arguments: [
    #"{"text":"Vote will pass"}"#, #"{"offset":"UTC","zone":"UTC"}"#, #"{"method":"REQUEST"}"#,
    #"{"rule":"simple majority"}"#, #"{"series":"will"}"#, #"{"text":"UTC and back"}"#,
  ])
  func whatIsOursOrOthersStays(_ facts: String) {
    let all = scrubbing(texts: ["UTC", "Request", "simple majority"])
    #expect(all.clean(json: facts) == nil)
  }

  @Test func whatTheyWroteGoesWithWhoWroteIt() {
    // Nobody ever wrote to them, so that their name is not known.
    let unknown = scrubbing(names: [], texts: ["My thesis"])
    #expect(
      unknown.clean(json: #"{"items":[{"author":"Dave Numbat","text":"My thesis"}]}"#)
        == #"{"items":[{"author":"(forgotten)","text":"(forgotten)"}]}"#)
  }

  @Test func theReasonGoesWithTheName() {
    #expect(
      scrubbing().clean("Will Urban (dentist) and Ana (travel) are away")
        == "(forgotten) and Ana (travel) are away")
    #expect(scrubbing().clean("Willow is away") == nil)
  }

  @Test func linesOfTheJournalHaveNeither() {
    let all = scrubbing(texts: ["My thesis"]).ofSentences
    #expect(all.clean("added: My thesis (will)") == "added: (forgotten)")
  }
}
