// Writes vectors/ anew, from the library as it is: `npm run vectors`. keys.json is read, or made when
// it is missing; everything else follows from it and comes out the same every time.
import { writeVectors } from "../dist/vectors/make.js";

console.log(`${await writeVectors()} vectors written`);
