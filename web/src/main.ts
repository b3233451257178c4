import { mount } from 'svelte';
import App from './App.svelte';
import './styles/base.css';
import './styles/print.css';
import { readBrief } from './lib/read';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { reading: readBrief(document) } });
