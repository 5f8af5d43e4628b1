import { setTimeout as sleep } from 'node:timers/promises';
import { createAdoption } from './desk/adoption.ts';
import { createCatchUp } from './desk/catchup.ts';
import { createDelivery } from './desk/delivery.ts';
import { createDesk } from './desk/desk.ts';
import { holdBack } from './desk/held-catchup.ts';
import { createPauses } from './desk/pauses.ts';
import { createTimers } from './desk/timers.ts';
import { createBuckets } from './discord/buckets.ts';
import { createParcels } from './discord/files/parcels.ts';
import { createForums } from './discord/forums.ts';
import { createGateway } from './discord/gateway.ts';
import { createHistory } from './discord/history.ts';
import { refusedToken, withoutContent } from './discord/login-problems.ts';
import { createCourier } from './discord/outbound.ts';
import { createPacedRest } from './discord/pace.ts';
import { createRefusals } from './discord/refusals.ts';
import { createServers } from './discord/servers.ts';
import { madeAt } from './discord/snowflakes.ts';
import type { Log } from './lib/log.ts';
import { systemClock as clock, systemRandom as random } from './lib/system.ts';
import { rewriteIfDue } from './storage/backup.ts';
import { factsIn } from './storage/facts.ts';
import { createStore } from './storage/store.ts';
import type { PostId, ServerId, UserId } from './ticket/ticket.ts';
import { openAlone } from './wiring/alone.ts';
import type { OwnDatabase } from './wiring/alone.ts';
import { createAnswering, meantFirst, proposalsFrom } from './wiring/answering.ts';
import { createHearing } from './wiring/hearing.ts';
import { createHeartbeat } from './wiring/heartbeat.ts';
import { createLiveConfig } from './wiring/live-config.ts';
import type { Loaded } from './wiring/live-config.ts';
import type { App } from './wiring/running.ts';
import { createObserving } from './wiring/observing.ts';
import { createReloading } from './wiring/reloading.ts';
import { createSessions } from './wiring/sessions.ts';
import { createTrouble } from './wiring/trouble.ts';
import { createWebhooks } from './discord/webhooks.ts';
import { createUpkeep } from './wiring/upkeep.ts';
import { createTranscripts } from './wiring/transcripts.ts';
import { createWatch } from './wiring/watch.ts';
import { createWatchdog } from './wiring/watchdog.ts';
import { createOverriding } from './wiring/overriding.ts';
import { forumOf, rulesFor } from './wiring/settings.ts';

export type { App } from './wiring/running.ts';
export { createOperator } from './wiring/operator.ts';
export type { Operator, ServerChoices } from './discord/operator/operator.ts';

/** What is in flight has so long to finish; what comes back later is asked for at the next start. */
const stopWithinMs = 10_000;

/**
 * Starts a bot; resolves when it is ready.
 * @throws OperatorError for what a person has to put right: the database, another instance, the token, intents
 */
export async function startApp(loaded: Loaded, log: Log): Promise<App> {
  const own = await openAlone(loaded.config.database);
  rewriteIfDue(own.database);
  const app = wire(loaded, { ...own, log });
  try {
    await app.connect();
    return app;
  } catch (error) {
    await app.stop();
    throw error;
  }
}

type Ground = OwnDatabase & { readonly log: Log };

/** Puts the parts together. What flows: gateway → catch-up → desk → delivery → courier, and what came of it back to the desk. */
function wire(loaded: Loaded, ground: Ground): App & { connect(): Promise<void> } {
  const { database, lease, log } = ground;
  const live = createLiveConfig(loaded);
  const { config, settings } = live;
  const startedAt = clock.now();
  const store = createStore(database, lease.check);
  const overriding = createOverriding(live, store);
  const facts = factsIn(database);
  const trouble = createTrouble(log);
  const observed = { ...ground, live, clock, trouble, gateway: () => gateway };
  const { metrics, endpoints, ofDelivery } = createObserving(observed);

  const gateway = createGateway({
    token: config.discord.token,
    apiUrl: config.discord.api_url,
    status: config.discord.status,
    memory: facts,
    clock,
    mayAct: lease.check,
    onPacket: (packet) => servers.take(packet),
    onSession: () => trouble.guard('session', () => sessions.begin()),
    onMessage: (message) => trouble.guard(message.id, () => hearing.message(message)),
    onEdit: (message) => trouble.guard(message.id, () => hearing.edit(message)),
    onDeletion: (channelId, messageId) => trouble.guard(messageId, () => hearing.deletion(channelId, messageId)),
    onThreadDeletion: (threadId, forumId) => trouble.guard(threadId, () => hearing.threadDeletion(threadId, forumId)),
    onMembership: ({ serverId, userId, isMember }) =>
      trouble.guard(userId, () => desk.membershipChanged(serverId as ServerId, userId as UserId, isMember)),
    onInteraction: (interaction) => interactions.answer(interaction),
    onFatal: trouble.end,
    onNotice: (notice) => log.info(notice),
    onAnswered: metrics.answered,
  });
  const heeding = createRefusals({
    clock,
    random,
    forumOf: (channelId) => forumOf(channelId, settings, store),
    isServerChannel: (channelId) =>
      store.panels.isIn(channelId) || live.config.servers.some(({ feedback }) => feedback.channel === channelId),
    permissionsIn: (forumId) => servers.permissionsIn(forumId),
    nameOf: (forumId) => servers.nameOf(forumId),
    onProblem: (problem) => log.error(problem),
    onBack: (notice) => log.info(notice),
  });
  const paced = createPacedRest(
    createBuckets(() => heeding(gateway.newRest()), clock),
    clock,
  );
  const onUnauthorized = (): void => trouble.end(refusedToken('Discord no longer takes the bot token.'));
  const botId = (): string => gateway.botId();
  const readsContent = (): boolean => gateway.privileges().messageContent;
  const servers = createServers({
    rest: () => paced.urgent,
    applicationId: () => gateway.applicationId(),
    botId,
    servers: settings,
    memory: facts,
    clock,
    random,
    onProblem: (problem) => log.warn(problem),
    onLost: (loss) => log.error(loss),
    onBack: ({ what, serverId }, notice) => {
      log.info(notice);
      trouble.guard('a server that is back', () => {
        if (what === 'forum') catchUp.returned(serverId);
        desk.renewPanels();
        delivery.wake(store.outbox.places());
      });
    },
  });
  const desk = createDesk({
    store,
    clock,
    random,
    rulesOf: (serverId, preferred) => {
      const server = overriding.serverOf(serverId);
      return server === null
        ? null
        : rulesFor(live.config, server, { ...servers.heardOf(serverId), readsContent: readsContent() }, preferred);
    },
    settingsOf: overriding.settingsOf,
    servers: () => live.config.servers.map(({ id }) => id as ServerId),
    isReachable: (serverId) => servers.sight.isInSight({ what: 'server', serverId }),
    usualLanguage: () => live.config.language,
    madeAt,
    onQueued: (places) => delivery.wake(places),
    onTimers: () => timers.look(),
    onSettled: metrics.settled,
  });
  const timers = createTimers({
    timers: store.timers,
    desk,
    clock,
    store,
    whenRead: (whose) => catchUp.whenRead(whose, null),
    guard: trouble.guard,
  });
  const parcels = createParcels({ rest: paced.urgent, apiUrl: config.discord.api_url, memory: facts });
  const history = createHistory({
    rest: paced,
    reader: () => ({ botId: botId(), readsContent: readsContent() }),
    isPost: (id) => store.ticketOfPost(id as string as PostId) !== null,
  });
  const delivery = createDelivery({
    store,
    desk,
    clock,
    random,
    sight: servers.sight,
    history,
    guard: trouble.guard,
    isEarlier: (messageId) => madeAt(messageId) < startedAt,
    courier: createCourier({
      rest: paced.urgent,
      background: paced.background,
      surroundings: servers.surroundings,
      parcels,
      transcripts: { write: createTranscripts({ database, live, clock }) },
      webhooks: createWebhooks({ rest: () => paced.urgent, applicationId: () => gateway.applicationId(), clock }),
      botId,
      onProblem: (problem) => log.warn(problem),
      learnTags: servers.learnTags,
    }),
    onFoundPost: (postId) => catchUp.adopt(postId),
    onTrouble: ofDelivery,
    onUnauthorized,
    onBroken: trouble.ofPlace,
  });
  const reader = createCatchUp({
    store,
    desk,
    clock,
    random,
    sight: servers.sight,
    history,
    reach: live.reach,
    guard: trouble.guard,
    onTrouble: (channelId, failure) =>
      trouble.ofChannel(store.ticketOfPost(channelId as string as PostId)?.id ?? null, failure),
    onUnauthorized,
  });
  const catchUp = holdBack(reader, createPauses(clock));
  const adoption = createAdoption({
    store,
    desk,
    clock,
    random,
    servers: servers.withForum,
    forums: createForums({ rest: paced.urgent, botId, forumOf: servers.forumOf, statusIn: servers.statusIn }),
    guard: trouble.guard,
    ...trouble.ofAdoption,
  });
  const heartbeat = createHeartbeat({ lease, clock, onLost: trouble.end, guard: trouble.guard });
  const watchdog = createWatchdog({ gateway, clock });
  const retention = createUpkeep(database, {
    afterMs: live.retentionMs,
    clock,
    transaction: store.transaction,
    guard: trouble.guard,
  });
  const watch = createWatch({
    database,
    clock,
    onChanged: () => {
      timers.look();
      delivery.wake(store.outbox.places());
    },
    guard: trouble.guard,
  });
  const interactions = createAnswering({
    rest: gateway.rest,
    botId,
    proposals: (serverId, which, text) => proposalsFrom({ store, ...overriding }, { serverId, which, text }),
    postOf: (ticketId) => store.ticket(ticketId)?.postId ?? null,
    serversAt: (place) => meantFirst(place.guildId === null ? [] : servers.serversAt(place.guildId), place, store),
    desk,
    delivery,
    catchUp,
    isOpen: () => database.open,
    onBug: (error, { id }) => trouble.ofInteraction(error, id),
  });
  const hearing = createHearing({ desk, catchUp, isForum: servers.isForum, botId, readsContent });
  const sessions = createSessions({ catchUp, adoption, servers, facts, clock });

  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    endpoints.stop();
    watchdog.stop();
    watch.stop();
    retention.stop();
    timers.stop();
    adoption.stop();
    servers.stop();
    parcels.breakOff();
    const inFlight = Promise.all([catchUp.stop(), delivery.stop(), interactions.settled()]);
    await Promise.race([inFlight, sleep(stopWithinMs, undefined, { ref: false })]);
    await parcels.close();
    await gateway.close();
    heartbeat.stop();
    trouble.guard('the end', () => lease.release());
    database.close();
    trouble.end(null);
  };

  return {
    ended: trouble.ended,
    connect: async () => {
      await endpoints.start();
      heartbeat.start();
      watchdog.start();
      await Promise.race([gateway.connect(), trouble.rejected]);
      if (!readsContent()) log.warn(withoutContent);
      await sessions.whenSetUp();
      delivery.start();
      desk.setTimers();
      desk.renewPanels();
      timers.start();
      watch.start();
      retention.start();
    },
    reload: createReloading({ live, log, gateway, servers, desk, retention, trouble }),
    stop: () => (stopped ??= stop()),
  };
}
