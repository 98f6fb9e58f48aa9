export type {
  SurfaceChange,
  SurfaceDiff,
  SurfaceDifference,
  SurfaceRoute,
  SurfaceShape,
} from "../analysis/surface/surface.ts";
