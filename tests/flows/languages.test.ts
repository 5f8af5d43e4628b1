import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { readDms, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;

beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket({ language: 'de', tickets: ['close_message: Bis bald!'] }));
  robin.speak('fr');
});
afterEach(() => stage.stop());

const inPost = (): string[] => (stage.posts()[0]?.messages ?? []).map(shown);

describe('in a German server, with a French client', () => {
  test('the user reads German, as does who reads the post', async () => {
    expect(readDms(mia).at(-1)).toBe('✉️ Nachricht an **Lantern Games** gesendet. Die Antwort bekommst du hier.');
    await stage.until(() => stage.posts()[0]?.tags.join() === 'Offen,Unbeantwortet');
    expect(JSON.stringify(stage.posts()[0]?.messages[0]?.embeds)).toContain('Konto erstellt');
    const answer = await robin.command('close', { comment: 'Erledigt' }, { channelId: post });
    expect(readAnswer(answer)).toBe(`🔒 Geschlossen von <@${robin.id}>.\n> Erledigt`);
    await stage.until(() => stage.posts()[0]?.tags.join() === 'Geschlossen');
    expect(readDms(mia).at(-1)).toBe(
      '🔒 Deine Unterhaltung mit **Lantern Games** wurde geschlossen. ' +
        'Schreib hier einfach wieder, wenn du etwas brauchst.\n> Erledigt\nBis bald!',
    );
  });

  test('what only the staff member sees is French: commands, answers, forms, mistakes', async () => {
    const place = { channelId: post };
    const offered = robin.offeredCommands(place).find(({ name }) => name === 'send');
    expect(offered?.description).toBe('Envoyer un message à l’utilisateur de ce ticket');
    const form = await robin.command('send', {}, place);
    if (form.type !== 'modal') throw new Error(`That is no form: ${form.type}`);
    expect(form.modal.title).toBe('Message à l’utilisateur');
    const sent = await robin.submitModal(form.modal, { message: 'Bonjour' });
    if (sent.type !== 'deferred') throw new Error(`That is answered at once: ${sent.type}`);
    const completed = await sent.completed;
    expect(completed === null ? null : shown(completed)).toBe('✅ Envoyé à l’utilisateur.');
    expect(readAnswer(await robin.command('close', { in: '2 lunes' }, place))).toBe(
      '(only you) **lunes** n’est pas une unité de temps. Indiquez une durée comme `1h 30m` ou `2 jours`.',
    );
    expect(readAnswer(await robin.command('close-request', {}, { ...place, subcommand: 'delete' }))).toBe(
      '(only you) Le ticket 1 n’a pas de demande de fermeture en cours.',
    );
    expect(readAnswer(await robin.command('close', { in: '2 jours' }, place))).toContain('schließt dieses Ticket am');
  });

  test('so is what takes the place of such an answer', async () => {
    await robin.command('close-request', {}, { channelId: post, subcommand: 'create' });
    const asked = await robin.command('close', {}, { channelId: post });
    if (asked.type !== 'message') throw new Error(`That is no question: ${asked.type}`);
    expect(readAnswer(await robin.press(asked.message, 'Fermer quand même'))).toBe(
      '🔒 Le ticket 1 est maintenant fermé.',
    );
  });

  test('the menu bears a French name, and does what it does', async () => {
    const note = robin.write(post, '// Bitte neu starten');
    expect(robin.offeredMenus(note)).toContain('Envoyer à l’utilisateur');
    await robin.useMenu('Envoyer à l’utilisateur', note);
    await stage.until(() => readDms(mia).at(-1)?.endsWith('Bitte neu starten'));
  });

  test('of a failure the post tells in German', async () => {
    mia.closeDms();
    robin.write(post, 'Hallo?');
    await stage.until(() =>
      inPost().at(-1)?.startsWith('❌ Nicht zugestellt: Der Nutzer nimmt keine Direktnachrichten'),
    );
  });
});
