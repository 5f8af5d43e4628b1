import type { Locator } from 'playwright-core';
import type { DemoStage } from '../demo-stage.ts';
import type { ByHand, CommandByHand, MenuByHand, Option } from './use.ts';

/** Does all of it, one after the other, as a visitor does. */
export async function doByHand(stage: DemoStage, uses: readonly ByHand[]): Promise<void> {
  for (const one of uses) {
    try {
      await doOne(stage, one);
    } catch (error) {
      const shown = await newest(stage).catch(() => 'no page any more');
      throw new Error(`${nameOf(one)} was tried; then there was\n${shown}`, { cause: error });
    }
  }
  for (const count of ['0 lost', '0 doubled']) await stage.page.getByText(count).waitFor();
}

/** What both sides show last: a failure is understood by that. */
async function newest(stage: DemoStage): Promise<string> {
  const logs = [stage.openPost(), stage.directMessages()].map(async (log) => {
    const texts = await log.locator('.message').allInnerTexts();
    return texts.slice(-2).join('\n');
  });
  return (await Promise.all(logs)).join('\n--- and in the direct messages\n');
}

function nameOf(one: ByHand): string {
  if ('command' in one) return `/${one.command} ${JSON.stringify(one.options ?? {})}`;
  return 'menu' in one ? one.menu : `until ${String(one.staff ?? one.member)}`;
}

async function doOne(stage: DemoStage, one: ByHand): Promise<void> {
  if ('otherwise' in one) await one.otherwise(stage);
  else await use(stage, one);
  await one.next?.(stage);
  if (one.staff !== undefined) await stage.openPost().getByText(one.staff).last().waitFor();
  if (one.member !== undefined) await stage.directMessages().getByText(one.member).last().waitFor();
}

async function use(stage: DemoStage, one: CommandByHand | MenuByHand): Promise<void> {
  if (!('side' in one))
    await stage
      .staffSide()
      .getByRole('radio', { name: one.as ?? 'Robin' })
      .check({ force: true });
  if ('menu' in one) await useMenu(stage, one);
  else await useCommand(stage, one);
  if (one.form !== undefined) await fillIn(stage, one.form);
}

async function useMenu(stage: DemoStage, { menu, on }: MenuByHand): Promise<void> {
  const message = stage.openPost().locator('.message', { hasText: on }).last();
  if (menu.endsWith(' user') && menu !== 'Send to user') await message.locator('.person-menu').first().click();
  else await message.press('m');
  await stage.page.getByRole('menuitem', { name: menu }).click();
}

async function useCommand(stage: DemoStage, { command, options = {}, side }: CommandByHand): Promise<void> {
  const where = side === 'member' ? stage.memberSide() : stage.staffSide();
  await where.getByRole('textbox').fill(`/${command}`);
  await where.locator('.command-menu [role=option]').first().waitFor();
  await stage.page.keyboard.press('Enter');
  const form = where.getByRole('form', { name: `/${command}`, exact: true });
  await form.waitFor();
  for (const [name, value] of Object.entries(options)) await fillOption(stage, form, [name, value]);
  await form.getByRole('button', { name: `Run /${command}` }).click();
  await form.waitFor({ state: 'detached' });
}

async function fillOption(stage: DemoStage, form: Locator, [name, value]: [string, Option]): Promise<void> {
  const label = form
    .locator('.option')
    .filter({ has: form.page().locator(`.option-name:text-matches("^${name}(\\\\s|$)")`) });
  const field = label.locator('input, select');
  const typed = await textOf(stage, value);
  if ((await field.evaluate((element) => element.tagName)) === 'SELECT') {
    await field.selectOption({ label: typed });
    return;
  }
  await field.fill(typed);
  if ((await field.getAttribute('role')) !== 'combobox') return;
  const proposals = stage.page.getByRole('listbox', { name: 'Proposals' });
  if (typeof value === 'object') await proposals.waitFor({ state: 'detached' });
  else await proposals.getByRole('option', { name: typed }).first().click();
}

async function textOf(stage: DemoStage, value: Option): Promise<string> {
  if (typeof value === 'object') return value.typed;
  return typeof value === 'string' ? value : value(stage);
}

async function fillIn(stage: DemoStage, form: Readonly<Record<string, string>>): Promise<void> {
  const dialog = stage.page.getByRole('dialog');
  for (const [label, text] of Object.entries(form)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await dialog.waitFor({ state: 'detached' });
}
