// cephes 3.3 ships these declarations, but its "exports" do not lead TypeScript to them.
declare module "cephes" {
  export const compiled: Promise<void>;
  export function bdtr(k: number, n: number, p: number): number;
  export function bdtrc(k: number, n: number, p: number): number;
  export function chdtr(freedom: number, x: number): number;
  export function chdtrc(freedom: number, x: number): number;
  export function chdtri(freedom: number, upper: number): number;
  export function erfc(x: number): number;
  export function fdtrc(between: number, within: number, f: number): number;
  export function incbet(a: number, b: number, x: number): number;
  export function kolmogorov(x: number): number;
  export function ndtri(p: number): number;
  export function smirnov(n: number, distance: number): number;
  export function stdtr(freedom: number, t: number): number;
  export function stdtri(freedom: number, p: number): number;
}
