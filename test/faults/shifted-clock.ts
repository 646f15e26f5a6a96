import { readFileSync } from 'node:fs';

/** How often the offset is read, in ms. */
const EVERY = 25;

const file = process.env['FAULTS_CLOCK'] ?? '';
const tellTime = Date.now;
let offset = 0;

const readOffset = (): void => {
  offset = Number(readFileSync(file, 'utf8')) || 0;
};

readOffset();
setInterval(readOffset, EVERY).unref();

// Loaded before the bot, whose clock jumps whenever somebody writes another number of milliseconds into the file.
Date.now = () => tellTime() + offset;
