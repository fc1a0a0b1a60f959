import { config } from 'zod';

// The page's policy forbids making code of text, and zod's probe for it would be reported. Schemas look at this when they are made,
// so this file is imported before the contract.
config({ jitless: true });
