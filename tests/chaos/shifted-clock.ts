// Loaded into the bot before anything else: its clock shows another time, as if the machine had slept. The program itself is
// the one that is shipped.
const shiftMs = Number(process.env['CLOCK_SHIFT_MS'] ?? 0);
const now = Date.now.bind(Date);
Date.now = () => now() + shiftMs;
