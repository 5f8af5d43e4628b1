import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';
import { OperatorError } from '../lib/errors.ts';

const tokenHint =
  "Copy it again: Discord's Developer Portal → your application → Bot → Reset Token. Put it into DISCORD_TOKEN or the file that `discord.token_file` names, without quotes and without `Bot `.";

/** Where an application gets to read what is written in servers. */
export const howToReadAll =
  "To have the bot read everything, switch it on: Discord's Developer Portal → your application → Bot → Privileged Gateway Intents → Message Content Intent → Save.";

/** What the operator is told at the start of a bot that may read only what mentions it. */
export const withoutContent = `The application has no Message Content Intent: only what staff address to the user, by a mention of the bot at the beginning or the menu "Send to user", reaches them. ${howToReadAll}`;

/**
 * What the operator is told when Discord ends a session for good, or `null` where reconnecting helps.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
export function closeProblem(code: number): OperatorError | null {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return refusedToken('Discord rejects the bot token: was it reset, or leaked and revoked?');
    case GatewayCloseCodes.DisallowedIntents:
      return new OperatorError(
        'discord.intents',
        'A privileged intent (Message Content or Server Members) has just been switched off for this application.',
        {
          hint: `Start the bot again to go on without it: then only what staff address to the user reaches them. ${howToReadAll}`,
          exitCode: 2,
        },
      );
    case GatewayCloseCodes.InvalidIntents:
      return new OperatorError('discord.intents', 'Discord knows none of the intents that the bot asked for.', {
        hint: 'This is a mistake in supportmail: please report it with the output of `supportmail --version`.',
        exitCode: 2,
      });
    case GatewayCloseCodes.InvalidShard:
    case GatewayCloseCodes.ShardingRequired:
      return new OperatorError(
        'discord.sharding',
        'The bot is in 2,500 servers or more, and Discord wants it in pieces.',
        {
          hint: 'Use an application of its own for SupportMail, and invite it to your server only.',
          exitCode: 2,
        },
      );
    case GatewayCloseCodes.InvalidAPIVersion:
      return new OperatorError('discord.version', "Discord no longer speaks this program's version of its API.", {
        hint: 'Update SupportMail.',
        exitCode: 2,
      });
    default:
      return null;
  }
}

/** What the operator is told when logging in fails for good, or `null` where trying again may help. */
export function loginProblem(error: unknown): OperatorError | null {
  if (error instanceof OperatorError) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return refusedToken();
  if (error instanceof DiscordAPIError && error.status === 401) return refusedToken();
  return null;
}

/** The token isn't, or is no longer, one that Discord takes. */
export function refusedToken(message = 'Discord rejects the bot token.'): OperatorError {
  return new OperatorError('discord.token', message, { hint: tokenHint, exitCode: 2 });
}
