"""Papers: a frozen packet of facts in, PDF bytes out. The only place that knows ReportLab."""
