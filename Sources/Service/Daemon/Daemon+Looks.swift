import Cadence
import Delivery
import Engine
import Logging
import Meetings
import Settings

/// Agendas that live elsewhere. They are read outside of the daemon's queue; what was read comes
/// back as an input like any other.
extension Daemon {
  /// Begins the looks that are due.
  func lookAround() {
    for name in looks.due(engine.book, at: engine.now) { look(at: name) }
  }

  func look(at name: String) {
    guard let peer = transports.agendas[name], looks.begin(name, at: engine.now) else { return }
    Task(executorPreference: lookQueue) { await self.look(at: peer) }
  }

  private func look(at peer: AgendaPeer) async {
    let result = await ask(peer)
    guard !isStopping else { return }
    take(result, of: peer.source)
    pump()
  }

  private func ask(_ peer: AgendaPeer) async -> Result<AgendaPeer.Known, DocumentFailure> {
    let known = looks.known(peer.source.name)
    do throws(DocumentFailure) { return .success(try await peer.look(knowing: known)) } catch {
      return .failure(error)
    }
  }

  private func take(
    _ result: Result<AgendaPeer.Known, DocumentFailure>, of source: AgendaSource
  ) {
    let outcome = looks.finish(source, result, at: engine.now)
    if let news = outcome.news { log.notice("\(news)") }
    if let input = outcome.input {
      do { try engine.submit(input) } catch {
        // What could not be written down was not read: no empty agenda is seen in it.
        engine.forgetReading(of: source.name)
        failed(error)
      }
    }
    noteLookProblems()
    if outcome.isWantedAgain { look(at: source.name) }
  }

  private func noteLookProblems() {
    let problems = looks.problems(settings, engine.book, at: engine.now)
    for problem in problems where !lookProblems.contains(problem) {
      log.note(.agendaProblem, "\(problem)")
    }
    lookProblems = problems
  }

  /// Before the first decision, as files are read: an opening that is due shows what is there, and
  /// a cutoff that was slept through depends on it. It ends within one look's patience.
  func readElsewhere() async -> [Input] {
    let peers = looks.all.compactMap { transports.agendas[$0] }
      .filter { looks.begin($0.source.name, at: engine.now) }
    var inputs: [Input] = []
    await withTaskGroup(of: (AgendaSource, Result<AgendaPeer.Known, DocumentFailure>).self) {
      group in
      for peer in peers { group.addTask { (peer.source, await self.ask(peer)) } }
      for await (source, result) in group {
        if let input = looks.finish(source, result, at: engine.now).input { inputs.append(input) }
      }
    }
    noteLookProblems()
    return inputs
  }
}
