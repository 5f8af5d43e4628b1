import type { DemoStage } from '../demo-stage.ts';

type Doing = (stage: DemoStage) => Promise<void>;

/** Writes a message. */
export function say(side: 'member' | 'staff', text: string): Doing {
  return async (stage) => {
    await stage.write(side === 'member' ? stage.memberSide() : stage.staffSide(), text);
    const log = side === 'member' ? stage.directMessages() : stage.openPost();
    await log.getByText(text).last().waitFor();
  };
}

/** Staff go to another channel. */
export function goTo(channel: string): Doing {
  return async (stage) => {
    await stage.staffSide().getByRole('button', { name: channel, exact: true }).click();
    await stage.staffSide().getByRole('heading', { name: channel }).first().waitFor();
  };
}

/** Staff go to somebody's ticket. */
export function returnTo(name: string): Doing {
  return async (stage) => {
    await stage.posts().filter({ hasText: name }).first().click();
    await stage.staffSide().getByRole('heading', { name }).waitFor();
  };
}

/** A member goes to a channel of the server, or back to their direct messages. */
export function memberIn(place: string): Doing {
  return (stage) => stage.memberSide().getByRole('navigation').getByRole('button', { name: place }).click();
}

/** The visitor becomes another member. */
export function be(name: string): Doing {
  return (stage) => stage.memberSide().getByRole('radio', { name }).check({ force: true });
}
