import type { PromptChoice } from '../../ticket/events.ts';
import type { MessageId, UserId } from '../../ticket/ticket.ts';
import type { UserButton } from './button.ts';

/** The buttons below a question about what a user wrote. */
export const prompt: UserButton = {
  name: 'prompt',
  toEvent: (press, [choice = '', promptId = '']) => ({
    key: `interaction:${press.id}`,
    type: 'promptAnswered',
    userId: press.user.id as UserId,
    promptId,
    choice: choice as PromptChoice,
    messageId: press.message.id as MessageId,
  }),
};
