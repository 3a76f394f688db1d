"""The steps, each as it was when it was released: none is ever edited afterwards."""
