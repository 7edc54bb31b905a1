"""Documents for Word and WPS: the third printer of :mod:`gpcli.reports.document`."""
