/** A part of the page. */
export interface View {
  /** What to show, whenever it is drawn. */
  readonly element: HTMLElement;
  /** Called when another view takes its place; it may be opened again. */
  readonly close?: () => void;
}

/** @param query its state from the address */
export type OpenView = (query: URLSearchParams) => View;
