export { judge, makeChallenge, type Challenge } from "./challenge.ts";
