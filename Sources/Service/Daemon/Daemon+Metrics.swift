import Cadence
import Engine
import Meetings
import Messages
import Settings
import Store

/// What a monitor counts: docs/decisions/0030. Counters begin at 0 with the process. Whatever may
/// be counted is there from the beginning, so that the first of it is seen to come.
extension Daemon {
  func metrics() -> WebAnswer {
    var text = Exposition()
    addMeetings(to: &text)
    do { try addOutbox(to: &text) } catch {
      // As bad for the beat; what is in memory is told all the same.
      failed(error)
    }
    addTimes(to: &text)
    addService(to: &text)
    return WebAnswer(200, Exposition.contentType, Array(text.text.utf8))
  }

  private func addMeetings(to text: inout Exposition) {
    let steps = engine.tally.steps.sorted { $0.key < $1.key }
    text.add(
      "convened_state_changes_total", .counter, "Steps in the lives of meetings.",
      steps.map { .init($0.value, ["from": $0.key.from, "to": $0.key.to]) })
    let live = Dictionary(grouping: engine.book.occurrences.values, by: \.state.name)
    text.add(
      "convened_occurrences", .gauge,
      "Meetings in memory, by state: ahead, or over for eight days.",
      State.names.map { .init(live[$0]?.count ?? 0, ["state": $0]) })
    text.add(
      "convened_agenda_items_total", .counter, "Agenda items, by the way they came in.",
      Tally.Way.allCases.map { .init(engine.tally.items[$0] ?? 0, ["way": $0.rawValue]) })
  }

  private func addOutbox(to text: inout Exposition) throws {
    let (endings, queues) = try (engine.store.endings(), engine.store.queues(at: engine.now))
    let states = OutboxRow.State.allCases
    let kinds = NoticeKind.allCases
    text.add(
      "convened_notices_total", .counter, "Notices that ended, by how they ended.",
      kinds.flatMap { kind in
        states.filter(\.isFinal).map { state in
          .init(
            endings.ended[.init(kind: kind, state: state)] ?? 0,
            ["kind": kind.rawValue, "result": state.rawValue])
        }
      })
    text.add(
      "convened_notice_retries_total", .counter,
      "Tries that ended nothing: not taken yet (deferred), or without an answer (unknown).",
      kinds.flatMap { kind in
        Endings.Why.allCases.map { why in
          .init(
            endings.retried[.init(kind: kind, why: why)] ?? 0,
            ["kind": kind.rawValue, "why": why.rawValue])
        }
      })
    let shared = sharedDestinations
    let byDestination = Dictionary(grouping: queues) { queue in
      shared.contains(queue.destination) ? queue.destination : unnamed(queue.destination)
    }
    text.add(
      "convened_outbox_notices", .gauge, "Notices that wait or are on the wire.",
      shared.union(byDestination.keys).sorted().flatMap { name in
        states.filter { !$0.isFinal }.map { state in
          let count = byDestination[name]?.filter { $0.state == state }.map(\.count).reduce(0, +)
          return .init(count ?? 0, ["destination": name, "state": state.rawValue])
        }
      })
    let oldest = queues.compactMap(\.oldestDue).min()
    text.add(
      "convened_outbox_oldest_due_seconds", .gauge,
      "How long the oldest notice is due that has not left yet; 0 if none is.",
      [.init(oldest.map { SystemWallClock().time(since: $0).inSeconds } ?? 0)])
  }

  private func addTimes(to text: inout Exposition) {
    text.add(
      "convened_decision_lateness_seconds", "From a deadline to the commit of its decision.",
      engine.tally.decisions)
    text.add(
      "convened_delivery_lateness_seconds",
      "From when a notice was due to the commit of its acceptance.", engine.tally.deliveries)
  }

  private func addService(to text: inout Exposition) {
    text.add(
      "convened_wakeups_total", .counter, "What the service was woken for.",
      Census.Cause.allCases.map { .init(census.wakes[$0] ?? 0, ["cause": $0.rawValue]) })
    text.add(
      "convened_reloads_total", .counter, "Configurations that were loaded, or were to be.",
      [
        .init(census.reloads, ["result": "ok"]), .init(census.failedReloads, ["result": "failed"]),
      ])
    text.add(
      "convened_http_requests_total", .counter, "Requests of the web servers that could be read.",
      census.requests.sorted { $0.key < $1.key }.map {
        .init($0.value, ["route": $0.key.route, "code": $0.key.status])
      })
    text.add(
      "convened_healthy", .gauge, "1 while beat and store make progress, as /healthz says.",
      [.init(isHealthy ? 1 : 0)])
    text.add(
      "convened_needs_attention", .gauge, "1 while a person is needed: see convened status.",
      [.init((try? needsAttention) == false ? 0 : 1)])
    text.add(
      "convened_hold", .gauge, "1 while decisions wait, because the clock jumped.",
      [.init(engine.hold == nil ? 0 : 1)])
    text.add(
      "convened_build_info", .gauge, "The version, as a label.",
      [.init(1, ["version": Version.current])])
    text.add(
      "convened_tzdata_info", .gauge, "The version of the zone data, as a label.",
      [.init(1, ["version": source.zones.database.version])])
    text.add(
      "convened_zones_lost", .gauge, "Zones in use whose files are gone or broken.",
      [.init(source.zones.lost.count)])
    text.add(
      "process_start_time_seconds", .gauge, "When the service started, since 1970.",
      [.init(Int(startedAt.secondsSince1970))])
  }

  /// What of the outbox's destinations is nobody's own.
  private var sharedDestinations: Set<String> {
    let personal = Set(settings.community.people.values.compactMap(\.preferences.channel))
    return Set(settings.community.channels.subtracting(personal).map(\.name) + [Recipient.mail])
  }

  /// What any other is counted as: a channel of somebody's own is mostly called like them.
  private func unnamed(_ destination: String) -> String {
    settings.community.channels.contains(ChannelID(destination)) ? "personal" : "removed"
  }
}
