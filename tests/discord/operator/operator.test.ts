import { beforeEach, describe, expect, test } from 'vitest';
import { createOperator } from '../../../src/app.ts';
import type { Operator } from '../../../src/app.ts';
import { usualPermissions } from '../../../src/discord/own-permissions.ts';
import type { OperatorError } from '../../../src/lib/errors.ts';
import { bannedByFront } from '../../../src/sandbox/faults.ts';
import { createServer, supportBotPermissions } from '../../../src/sandbox/scenario.ts';
import { permissions } from '../../../src/sandbox/permissions.ts';
import { setStage } from '../../support/stage.ts';
import type { Stage } from '../../support/stage.ts';

let stage: Stage;
let operator: Operator;
beforeEach(async () => {
  stage = await setStage();
  operator = createOperator({ token: stage.world.application.token, apiUrl: stage.sandbox.apiUrl });
  return () => stage.stop();
});

const refusal = async (question: Promise<unknown>): Promise<OperatorError> =>
  question.then(
    () => Promise.reject(new Error('Nothing was refused')),
    (error: unknown) => error as OperatorError,
  );

describe('whoever sets up a bot', () => {
  test('learns which bot a token belongs to, and switches its Message Content Intent on', async () => {
    const { application } = stage.world.application;
    application.flags = 0;
    expect(await operator.application()).toEqual({
      applicationId: application.id,
      botId: application.botId,
      name: 'SupportMail',
      messageContent: false,
      members: false,
    });
    await operator.allowMessageContent();
    expect(await operator.application()).toMatchObject({ messageContent: true, members: false });
  });

  test('sees in which servers the bot is, with their forums and roles', async () => {
    const { server, forum, application } = stage.world;
    const other = createServer(stage.sandbox, { name: 'Elsewhere' });
    expect(await operator.servers()).toEqual([{ id: server.id, name: 'Lantern Games' }]);
    expect(await operator.server(other.id)).toBeNull();
    other.addBot(application, supportBotPermissions);
    expect(await operator.servers()).toHaveLength(2);
    expect(await operator.server(server.id)).toMatchObject({
      name: 'Lantern Games',
      isCommunity: true,
      forums: [{ id: forum.id, name: 'tickets' }],
      roles: [{ name: 'Support' }, { name: 'Manager' }],
    });
  });

  test('gets a link that asks for exactly what the bot needs', () => {
    const link = operator.inviteLink('42');
    expect(link).toBe(
      'https://discord.com/oauth2/authorize?client_id=42&scope=bot+applications.commands&permissions=292594764880',
    );
    expect(usualPermissions).toBe(supportBotPermissions);
    expect(operator.inviteLink('42', { forSetup: true })).toContain('permissions=292863200336');
  });

  test('has a forum made that staff and the bot see, and nobody else', async () => {
    const { server, botRole, supportRole, staff, members } = stage.world;
    server.changeRole(botRole, { permissions: supportBotPermissions | permissions.manageRoles });
    const id = await operator.createForum(server.id, { name: 'help', staffRoles: [supportRole.id] });
    expect(staff[0].canSee(id)).toBe(true);
    expect(members[0].canSee(id)).toBe(false);
    expect(await operator.server(server.id)).toMatchObject({ forums: [{ name: 'tickets' }, { id, name: 'help' }] });
  });

  test('is told which permission is missing for a forum, and none is made', async () => {
    const { server } = stage.world;
    const { code, message } = await refusal(operator.createForum(server.id, { name: 'help', staffRoles: [] }));
    expect({ code, message }).toEqual({
      code: 'setup.permissions',
      message: 'The bot may not make a private forum: it lacks Manage Roles.',
    });
    expect((await operator.server(server.id))?.forums).toHaveLength(1);
  });

  test('is told when the token is refused, when Discord is out of reach, and when something before it wants quiet', async () => {
    const { apiUrl } = stage.sandbox;
    const wrong = createOperator({ token: 'not.a.token', apiUrl });
    expect(await refusal(wrong.application())).toMatchObject({ code: 'discord.token', exitCode: 2 });
    const nowhere = createOperator({ token: 'a.b.c', apiUrl: 'http://127.0.0.1:1/api' });
    expect(await refusal(nowhere.servers())).toMatchObject({ code: 'discord.unreachable', exitCode: 1 });
    stage.sandbox.faults.add({ when: 'before', effect: bannedByFront(429, 90) });
    expect(await refusal(operator.servers())).toMatchObject({ code: 'discord.busy', hint: 'Try again in 90 seconds.' });
  });
});
