import type { Registry } from "prom-client";
import { type Fill, stateGauge, totalOf, unsureGauge } from "./figures.ts";

export function gatewayFigures(registry: Registry): Fill {
  const state = stateGauge(registry, {
    name: "talkback_gateway_state",
    help: "The connection to Discord's gateway.",
    states: ["connecting", "resuming", "ready", "disconnected"],
  });
  const ping = unsureGauge(registry, "talkback_gateway_ping_seconds", "Of the last heartbeat.");
  const event = unsureGauge(
    registry,
    "talkback_gateway_last_event_timestamp_seconds",
    "When the last gateway event came, as Unix time.",
  );
  const ack = unsureGauge(
    registry,
    "talkback_gateway_last_heartbeat_ack_timestamp_seconds",
    "When Discord last acknowledged a heartbeat, as Unix time.",
  );
  const reconnects = totalOf(registry, {
    name: "talkback_gateway_reconnects_total",
    help: "Connections that were lost.",
  });
  const resumes = totalOf(registry, {
    name: "talkback_gateway_resumes_total",
    help: "Sessions that went on after a lost connection.",
  });
  const sessions = totalOf(registry, {
    name: "talkback_gateway_sessions_total",
    help: "Sessions that began. Each after the first calls for a catch-up.",
  });
  const invalid = totalOf(registry, {
    name: "talkback_gateway_invalid_sessions_total",
    help: "Sessions that Discord called invalid (op 9).",
  });

  return ({ gateway }) => {
    state(gateway.connection);
    ping(inSeconds(gateway.pingMs));
    event(inSeconds(gateway.lastEventAtMs));
    ack(inSeconds(gateway.lastHeartbeatAckAtMs));
    reconnects(gateway.reconnects);
    resumes(gateway.resumes);
    sessions(gateway.sessions);
    invalid(gateway.invalidSessions);
  };
}

function inSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1_000;
}
