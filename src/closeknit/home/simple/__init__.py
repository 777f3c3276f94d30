"""The simple home: few large things on a page, each as the same reader may see it elsewhere."""
