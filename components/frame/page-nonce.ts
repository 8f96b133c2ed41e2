"use client";

import { createContext, useContext } from "react";

/** Nonce of the page's content security policy, for parts that bring a style sheet of their own. */
export const PageNonce = createContext<string | undefined>(undefined);

/** The nonce of this page; undefined where there is no policy. */
export const usePageNonce = () => useContext(PageNonce);
