/** Loaded before builder and runner: touches a file as long as the process does its work, for the image's health check. */
import { writeFileSync } from 'node:fs';

const file = process.env.ALIVE_FILE ?? '/tmp/alive';
const touchEvery = 10_000;

const touch = () => writeFileSync(file, '');
touch();
setInterval(touch, touchEvery).unref();
