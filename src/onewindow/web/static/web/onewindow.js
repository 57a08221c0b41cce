/* What pages gain when there is script; every page works without. ES2017 only: offices run old browsers. */
"use strict";
