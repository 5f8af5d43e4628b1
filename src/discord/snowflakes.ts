/** The first moment of 2015, from which Discord's IDs count. https://docs.discord.com/developers/reference#snowflakes */
const discordEpoch = 1_420_070_400_000n;

/** When the thing with this ID was made, in epoch ms. */
export function madeAt(id: string): number {
  return Number((BigInt(id) >> 22n) + discordEpoch);
}

/** The smallest ID that anything made at this instant (epoch ms) can have; never below zero. */
export function firstIdAt(at: number): string {
  const since = BigInt(Math.floor(at)) - discordEpoch;
  return String((since < 0n ? 0n : since) << 22n);
}
