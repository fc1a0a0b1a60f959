/** Makes the folders that the images of a swarm are built from, in the folder named: for Electron, which has no bundler in it. */
import { bundleImages } from '../worker-images/bundle.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to make');
await bundleImages(folder);
