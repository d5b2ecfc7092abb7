import "./no-workers.single.ts";
import "./worker.ts";
