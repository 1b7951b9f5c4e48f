// A target needs a source file; everything this module offers is in its header.
