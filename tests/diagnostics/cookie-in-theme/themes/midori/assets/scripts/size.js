{
  document.cookie = 'size=large';
}
